/** A namespaced object, by its name. */
export interface Named {
  readonly name: string;
  /** Undefined where it is not known, and taken to be that of what refers to it. */
  readonly namespace?: string;
}

/** As Istio refers to an object: by its name in the same namespace, otherwise `<namespace>/<name>`. */
export function referenceTo({ name, namespace }: Named, from: string | undefined): string {
  return namespace === undefined || namespace === from ? name : `${namespace}/${name}`;
}
