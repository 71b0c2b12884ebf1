import type { CrdReader } from '../../tools/imports/fetch';
import { kindsOf, type KindRow, type KindSource, type SourceRow } from '../../tools/imports/sources';

/** A source row with one kind, `Lamp` of example.org, in releases 1.0, 1.1 and 1.2. */
export function lampRow(source: Partial<KindSource> = {}, widen?: string[]): SourceRow {
  return {
    product: 'Shop',
    repository: 'example/shop',
    path: 'deploy/crds',
    releases: ['1.0', '1.1', '1.2'].map((name) => ({ name, commit: `${name.replace('.', '')}c0ffee`, folder: `shop/${name}` })),
    groups: { 'example.org': { widen, kinds: { Lamp: { version: 'v1', file: 'lamps.yaml', page: 'https://example.org/lamp', ...source } } } },
  };
}

export function lampKind(source: Partial<KindSource> = {}, widen?: string[]): KindRow {
  return kindsOf(lampRow(source, widen))[0];
}

/** The CRD of a Lamp whose `spec` is the schema given. */
export function lampCrd(spec: object, version = 'v1', properties: object = {}): string {
  return JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'lamps.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { kind: 'Lamp', plural: 'lamps', singular: 'lamp', listKind: 'LampList' },
      versions: [
        { name: 'v0', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } } },
        { name: version, served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec, status: {}, ...properties } } } },
      ],
    },
  });
}

/** Serves a CRD text for each release. */
export function readerOf(texts: Readonly<Record<string, string>>): CrdReader {
  return {
    async read(_row, release) {
      return texts[release.name];
    },
  };
}

/** An object schema with fields of the types given. */
export function object(properties: Record<string, object | string>, more: object = {}): object {
  const full = Object.entries(properties).map(([name, schema]) => [name, typeof schema === 'string' ? { type: schema } : schema]);
  return { type: 'object', properties: Object.fromEntries(full), ...more };
}
