export * from './object-props';
