import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { type LateValue, unknownOf } from './late-value';
import { markManifests } from './manifest-mark';
import { isPlainMap, merge, type PlainMap } from './merge';
import { checkMetadata } from './metadata';
import { orderChartOf } from './order';
import { warnWhilePending } from './pending-warning';
import { checkRaw } from './raw';
import { RenderError, show } from './render-error';
import { resolve } from './resolve';
import { sortedPlain } from './sort';
import { toApiSpelling } from './spelling';
import { defaultStage } from './stages';
import { Findings } from '../analysis/findings';
import { fail, MeshError } from '../analysis/mesh-error';
import type { Stage } from '../vocabulary/stage';

export { isManifest } from './manifest-mark';

/** What identifies an object, and what hangs on it. */
export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** One object to render. */
export interface ManifestProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  /** Whether the kind has no namespace; then none comes out, whatever the chart says. */
  readonly clusterScoped?: boolean;
  /** Everything beside the metadata: `spec`, `data`, `rules`, ... May hold `Lazy` and tokens. */
  readonly body?: object;
  /** Laid over the whole object, `{ metadata: { ... }, spec: { ... } }`: maps merge, lists and scalars are replaced. */
  readonly raw?: unknown;
  /** The group and kind (`sailoperator.io/Istio`) by which the property names of a typed body become those of the API. */
  readonly spelling?: string;
  /** The step of the install order, where it is not the kind's usual one. */
  readonly stage?: Stage;
  /** Values that the body or the raw fields hold. While one of them is not known the object is in the tree, and is not written. */
  readonly waitsFor?: readonly LateValue[];
}

/**
 * The one class that renders objects of this library.
 *
 * The doors, in the order they are applied: the typed body (late-bound values resolved, names spelled as the API spells them),
 * raw fields laid over it, keys sorted, JSON patches. Generated classes have a field filter that loses the last two.
 */
export class Manifest extends ApiObject {
  /** The step of the install order. */
  public readonly stage: Stage;
  /** Whether the kind has no namespace. */
  public readonly clusterScoped: boolean;
  /** The values that it needs, known or not. */
  public readonly waitsFor: readonly LateValue[];

  private readonly body: object;
  private readonly raw: unknown;
  private readonly spelling?: string;
  private readonly ops: JsonPatch[] = [];

  constructor(scope: Construct, id: string, props: ManifestProps) {
    const { name, namespace, labels, annotations } = props.metadata;
    super(scope, id, {
      apiVersion: props.apiVersion,
      kind: props.kind,
      // the chart's namespace is stamped on whatever has none; an empty one keeps it away
      metadata: { name, labels, annotations, namespace: props.clusterScoped ? '' : namespace },
    });
    this.clusterScoped = props.clusterScoped ?? false;
    this.body = props.body ?? {};
    this.raw = props.raw;
    this.spelling = props.spelling;
    this.stage = props.stage ?? defaultStage(`${this.apiGroup}/${props.kind}`);
    this.waitsFor = props.waitsFor ?? [];
    orderChartOf(this);
    warnWhilePending(this, this.waitsFor);

    if (!name) fail(this, { code: 'kube/no-name', what: `the ${this.kind} has no name`, expected: 'a name', fix: 'give one' });
    if (namespace !== undefined) this.checkScope(namespace, 'its metadata');
  }

  /** Applied to the finished object, after everything else. */
  public override addJsonPatch(...ops: JsonPatch[]): void {
    this.ops.push(...ops);
    Findings.of(this).takeRendering(this);
  }

  /** @throws while a value that it waits for is not known */
  public override toJson(): any {
    this.checkKnown();
    return Findings.of(this).takeRendering(this) ?? this.render();
  }

  /** As `toJson`, for whoever looks at it and changes nothing: within a synth the next `toJson` has it already. @internal */
  public _look(): any {
    this.checkKnown();
    const json = this.render();
    Findings.of(this).keepRendering(this, json);
    return json;
  }

  /** As it would be without the values that are not known: for whoever looks at it, never to be written. @internal */
  public _draft(): any {
    try {
      return this.render();
    } catch {
      // a patch of the user's may need what is not there yet; it gets its turn, and its error, once it is
      return { apiVersion: this.apiVersion, kind: this.kind, metadata: this.metadataJson() };
    }
  }

  /** As the typed properties alone make it: without raw fields and patches. @internal */
  public _typed(): any {
    return sortedPlain({ ...this.typed(), apiVersion: this.apiVersion, kind: this.kind, metadata: this.metadataJson() });
  }

  private render(): any {
    try {
      const { apiVersion, kind, metadata, ...rest } = this.patched(sortedPlain(this.merged()) as PlainMap);
      return { apiVersion, kind, metadata, ...rest };
    } catch (e) {
      const subject = `${this.kind} '${this.name}'`;
      if (e instanceof RenderError) fail(this, { ...e.problem, what: `${subject}: ${e.problem.what}` });
      // what a token of the program throws knows neither construct nor object
      if (e instanceof Error && !(e instanceof MeshError)) e.message = `${this.node.path}: ${subject} cannot be rendered: ${e.message}`;
      throw e;
    }
  }

  private merged(): PlainMap {
    const metadata = this.metadataJson();
    const whole = { ...this.typed(), apiVersion: this.apiVersion, kind: this.kind, metadata };
    const merged = this.withRaw(whole);
    if (merged.metadata.namespace !== undefined) this.checkScope(merged.metadata.namespace, 'its raw fields');
    checkMetadata(merged.metadata);
    return merged;
  }

  private typed(): PlainMap {
    const body = resolve(this.body, this) as PlainMap;
    return this.spelling ? toApiSpelling(this.spelling, body) as PlainMap : body;
  }

  private metadataJson(): PlainMap {
    const metadata = this.metadata.toJson();
    if (this.clusterScoped) delete metadata.namespace;
    return metadata;
  }

  private withRaw(whole: PlainMap & { apiVersion: string; kind: string }): PlainMap & { metadata: PlainMap } {
    if (this.raw === undefined || this.raw === null) return whole as PlainMap & { metadata: PlainMap; apiVersion: string; kind: string };
    const raw = resolve(this.raw, this) ?? {};
    checkRaw(raw, { ...whole, name: this.name });
    return merge(whole, raw) as PlainMap & { metadata: PlainMap };
  }

  private patched(json: PlainMap): PlainMap {
    const patched = this.ops.reduce((document, op, i) => {
      try {
        return JsonPatch.apply(document, op) as PlainMap;
      } catch (e) {
        throw new RenderError({
          code: 'kube/patch-fails',
          what: `JSON patch ${i + 1} of ${this.ops.length} (${show(op._toJson?.() ?? op)}) cannot be applied`,
          expected: 'a patch whose path leads into the object as it is after the patches before it',
          fix: `add what lies above the path first (${String((e as Error).message).split('\n')[0]})`,
        });
      }
    }, json);
    const { metadata } = patched;
    if (isPlainMap(metadata) && metadata.namespace !== undefined) this.checkScope(metadata.namespace, 'a JSON patch');
    return patched;
  }

  private checkKnown(): void {
    const missing = unknownOf(this.waitsFor);
    if (missing.length === 0) return;
    fail(this, {
      code: 'kube/value-not-known',
      what: `${this.kind} '${this.name}' cannot be rendered: ${missing.map(({ what }) => what).join(', and ')} ${missing.length === 1 ? 'is' : 'are'} not known yet`,
      expected: missing.map(({ cluster, key }) => `\`${key}\` in the facts of cluster '${cluster}'`).join(', '),
      fix: `read what is missing: ${missing.map(({ command }) => `\`${command}\``).join(', ')}`,
    });
  }

  private checkScope(namespace: unknown, where: string): void {
    if (!this.clusterScoped) return;
    fail(this, {
      code: 'kube/namespace-on-cluster-scoped',
      what: `${this.kind} '${this.name}' is given namespace ${show(namespace)} by ${where}`,
      expected: `none: a ${this.kind} belongs to the whole cluster`,
      fix: 'remove the namespace',
    });
  }
}

markManifests(Manifest);
