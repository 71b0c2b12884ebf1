export * from './openshift';
export * from './ossm-release';
