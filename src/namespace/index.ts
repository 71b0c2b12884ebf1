export * from './mesh-namespace';
export * from './namespace-options';
