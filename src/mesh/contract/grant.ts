/** What a tenant may do without asking. */
export enum Grant {
  /**
   * Its namespaces are enrolled with the mesh: the platform writes the labels where it writes the Namespace; where the tenant writes the
   * Namespace itself, the tenant may write them.
   */
  ENROL = 'enrol',
  /** It routes its hosts, and the prefixes delegated to it, on the gateway: in VirtualServices of its own namespaces. */
  ATTACH_ROUTES = 'attachRoutes',
}
