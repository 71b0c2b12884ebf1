import { type App, type Chart, Testing } from 'cdk8s';

/** An object as rendered. */
export type Rendered = Record<string, any>;

/** All objects of a chart, as cdk8s renders them, with all validations of the program. */
export function objectsOf(chart: Chart): Rendered[] {
  return Testing.synth(chart);
}

/** The one object of a kind, or of a kind and name; fails where there is none or more than one. */
export function only(objects: Rendered[], kind: string, name?: string): Rendered {
  const found = objects.filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
  if (found.length !== 1) {
    throw new Error(`expected one ${kind}${name === undefined ? '' : ` '${name}'`}, found ${found.length} among ${objects.map((o) => `${o.kind}/${o.metadata.name}`).join(', ')}`);
  }
  return found[0];
}

/** The error that a synth of the program ends with; undefined where it passes. */
export function synthError(app: App): string | undefined {
  try {
    app.synthYaml();
    return undefined;
  } catch (e) {
    return (e as Error).message;
  }
}
