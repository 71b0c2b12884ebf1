export * from './waypoint';
export * from './waypoint-options';
