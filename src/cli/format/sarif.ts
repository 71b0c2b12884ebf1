import { createHash } from 'crypto';
import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import type { ArtifactLocation, Log, ReportingDescriptor, Result } from 'sarif';
import type { ValidateResult } from './result';
import { nameOf } from './text';
import type { ManifestFinding } from '../../validation/finding';

const INFORMATION = 'https://github.com/cdk8s-ossm/cdk8s-ossm';

/**
 * The findings for code hosts, as SARIF 2.1.0. URIs are relative to the working folder, which is to be the root of the repository.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ findings }: ValidateResult, version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const fingerprints = new Map<string, number>();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk8s-ossm',
          version,
          semanticVersion: version,
          informationUri: INFORMATION,
          rules: codes.map((code) => rule(code, findings.filter((one) => one.code === code))),
        },
      },
      automationDetails: { id: 'cdk8s-ossm/validate/' },
      invocations: [{ executionSuccessful: true }],
      columnKind: 'utf16CodeUnits',
      results: findings.map((one) => result(one, codes.indexOf(one.code), fingerprints)),
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** A rule says in general what its findings say of one object. Where they expect different things, what the first does is an example. */
function rule(code: string, findings: readonly ManifestFinding[]): ReportingDescriptor {
  const title = titleOf(code);
  const [{ fix, severity }] = findings;
  const [expected, ...others] = new Set(findings.map(({ message }) => message.split('; expected: ')[1] ?? message));
  const help = `${others.length > 0 ? 'Expected, for instance' : 'Expected'}: ${expected}.`;
  return {
    id: code,
    name: pascalCase(code),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${help}` },
    help: { text: `${help} For instance: ${fix}.`, markdown: `**${title}**\n\n${help}\n\nFor instance: ${fix}.` },
    defaultConfiguration: { level: severity },
    properties: { tags: ['istio', 'openshift-service-mesh', code.split('/')[0]] },
  };
}

function result(finding: ManifestFinding, ruleIndex: number, seen: Map<string, number>): Result {
  const { code, severity, message, fix, object, path, source: { file, line, column } } = finding;
  const name = nameOf(object);
  const full = [name, path].filter((part) => part !== '').join(' ');
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${full === '' ? '' : `${full}: `}${message}. Fix: ${fix}.` },
    locations: [{
      physicalLocation: {
        artifactLocation: uriOf(file),
        region: { startLine: line, startColumn: column },
      },
      ...full === '' ? {} : { logicalLocations: [{ name: path || name, fullyQualifiedName: full, kind: 'object' }] },
    }],
    partialFingerprints: { primaryLocationLineHash: fingerprint([file, code, object.apiVersion ?? '', name, path], seen) },
  };
}

/** Stays the same when lines move. Several findings of one kind at one place are numbered. */
function fingerprint(parts: readonly string[], seen: Map<string, number>): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  const number = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, number);
  return `${hash}:${number}`;
}

/** A reference as RFC 3986 has it: names of files may hold blanks, and a colon in the first part would make it a scheme. */
function uriOf(file: string): ArtifactLocation {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function titleOf(code: string): string {
  const text = code.replace('/', ': ').replaceAll('-', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pascalCase(code: string): string {
  return code.split(/[/-]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
