/** From whose side a proxy sees a connection. */
export enum WorkloadMode {
  /** Both. */
  CLIENT_AND_SERVER = 'CLIENT_AND_SERVER',
  /** Connections that the workload makes. */
  CLIENT = 'CLIENT',
  /** Connections that the workload takes. Those of a gateway count as made. */
  SERVER = 'SERVER',
}
