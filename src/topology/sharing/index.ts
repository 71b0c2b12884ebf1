export * from './share-options';
export * from './shared-service';
export * from './shared-waypoint';
