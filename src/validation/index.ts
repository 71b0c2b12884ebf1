export * from './document';
export * from './finding';
export * from './target';
export * from './validate';
export * from './yaml/read';
