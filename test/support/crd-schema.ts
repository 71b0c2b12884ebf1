import { requiredOf, type Schema } from '../../tools/imports/crd';

type Json = Readonly<Record<string, any>>;

/** What every object has beside the fields of its CRD. Labels and annotations are maps of strings, which the API server insists on. */
const STRINGS = { type: 'object', additionalProperties: { type: 'string' } };
const METADATA = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 253 },
    namespace: { type: 'string', minLength: 1, maxLength: 63 },
    labels: STRINGS,
    annotations: STRINGS,
    finalizers: { type: 'array', items: { type: 'string' } },
    ownerReferences: { type: 'array', items: { type: 'object' } },
  },
};

/**
 * The JSON Schema of a kind, from its CRD: every object is closed unless the CRD says otherwise, because the API server drops fields it does
 * not know without a word. `status` is not ours to write, so it counts as unknown. CEL rules are not judged.
 */
export function closedSchema(schema: Schema): Json {
  const { properties = {}, ...root } = schema as Json;
  const own = Object.fromEntries(Object.entries(properties as Json).filter(([name]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(name)));
  const closed = close({ ...root, type: 'object', properties: own });
  return {
    ...closed,
    required: ['apiVersion', 'kind', 'metadata', ...(closed.required ?? []).filter((name: string) => name !== 'status')],
    properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: METADATA, ...closed.properties },
  };
}

const JSON_SCHEMA = [
  'type', 'enum', 'format', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf',
  'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties',
];

/** A schema node that takes part in pruning. */
function close(node: Json): Json {
  const out: Record<string, any> = constraints(node, close);
  if (node['x-kubernetes-int-or-string']) {
    delete out.type;
    return { ...out, anyOf: [{ type: 'integer' }, { type: 'string' }] };
  }
  const open = node['x-kubernetes-preserve-unknown-fields'] || node.additionalProperties === true;
  if (node.type === 'object' && !open && typeof node.additionalProperties !== 'object') out.additionalProperties = false;
  if (node['x-kubernetes-embedded-resource']) {
    out.properties = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' }, ...out.properties };
  }
  return out;
}

/** A node under `oneOf` and the like: it adds constraints, and names no fields of its own. */
function constrain(node: Json): Json {
  return constraints(node, constrain);
}

function constraints(node: Json, child: (node: Json) => Json): Record<string, any> {
  const out: Record<string, any> = {};
  for (const key of JSON_SCHEMA) {
    if (node[key] !== undefined) out[key] = node[key];
  }
  if (node.required) out.required = requiredOf(node);
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    if (node[key]) out[key] = node[key].map(constrain);
  }
  if (node.not) out.not = constrain(node.not);
  if (node.items) out.items = child(node.items);
  if (node.properties) out.properties = Object.fromEntries(Object.entries(node.properties as Json).map(([k, v]) => [k, child(v)]));
  if (typeof node.additionalProperties === 'object') out.additionalProperties = child(node.additionalProperties);
  if (node.nullable && node.type) out.type = [node.type, 'null'];
  return out;
}
