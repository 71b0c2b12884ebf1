import { ACCOUNTS, ADDRESSES, ANY_TEXT, checkValues, TRUST_DOMAINS, type ValueRule } from './values';
import type { Report } from '../report';
import type { PlainObject } from '../syntax/values';
import { quoted } from '../syntax/words';
import { isFilled } from '../syntax/written';

/** The fields of a source, each with its negation. */
const FIELDS: Readonly<Record<string, ValueRule>> = {
  principals: ANY_TEXT,
  notPrincipals: ANY_TEXT,
  requestPrincipals: ANY_TEXT,
  notRequestPrincipals: ANY_TEXT,
  namespaces: ANY_TEXT,
  notNamespaces: ANY_TEXT,
  serviceAccounts: ACCOUNTS,
  notServiceAccounts: ACCOUNTS,
  trustDomains: TRUST_DOMAINS,
  notTrustDomains: TRUST_DOMAINS,
  ipBlocks: ADDRESSES,
  notIpBlocks: ADDRESSES,
  remoteIpBlocks: ADDRESSES,
  notRemoteIpBlocks: ADDRESSES,
};
export const SOURCE_FIELDS = Object.keys(FIELDS);
/** What is known of a connection without reading requests. */
export const CONNECTION_SOURCES = SOURCE_FIELDS.filter((field) => !/requestPrincipals|trustDomains/i.test(field));
/** What an external authorizer cannot be asked by: identities. */
const IDENTITIES = SOURCE_FIELDS.filter((field) => !/ipBlocks/i.test(field));

/** Where a request comes from. The report stands at the source. */
export function checkSource(source: PlainObject, action: string | undefined, report: Report): void {
  const filled = SOURCE_FIELDS.filter((field) => isFilled(source, field));
  if (saysNothing(source, SOURCE_FIELDS)) {
    report.error({
      code: 'authorization-policy/empty-source',
      what: 'the source says nothing',
      expected: 'at least one field with a value',
      fix: 'write who may be the source, or leave out from for all',
    });
  }
  const accounts = filled.filter((field) => /serviceAccounts/i.test(field));
  const others = filled.filter((field) => /^(principals|notPrincipals|namespaces|notNamespaces)$/.test(field));
  if (accounts.length > 0 && others.length > 0) {
    report.error({
      code: 'authorization-policy/accounts-beside-names',
      what: `${quoted(accounts)} are set beside ${quoted(others)}`,
      expected: 'service accounts alone: they name namespace and account together',
      fix: `remove ${quoted(others)}, or write them in a source of their own`,
    });
  }
  for (const field of action === 'CUSTOM' ? filled.filter((name) => IDENTITIES.includes(name)) : []) {
    report.in(field).error({
      code: 'authorization-policy/custom-identity',
      what: `the action CUSTOM is limited by ${field}`,
      expected: 'a source by addresses, or none',
      fix: `remove ${field}, and let the authorizer judge it, or write a policy with the action DENY`,
    });
  }
  for (const [field, rule] of Object.entries(FIELDS)) checkValues(source, field, rule, report);
}

/** Whether none of the fields has a value. A field that is not known may be one of them misspelt, which the schema checks tell. */
export function saysNothing(message: PlainObject, fields: readonly string[]): boolean {
  const isVoid = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.entries(message).every(([field, value]) => fields.includes(field) && isVoid(value));
}
