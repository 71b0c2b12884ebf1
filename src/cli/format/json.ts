import type { ValidateResult } from './result';
import type { ManifestFinding } from '../../validation/finding';

/** The findings for programs. The order of fields is part of the format. */
export function toJson({ findings, summary }: ValidateResult): string {
  const { files, documents, judged, skipped, errors, warnings } = summary;
  return `${JSON.stringify({
    findings: findings.map(entry),
    summary: { files, documents, judged, skipped, errors, warnings },
  }, undefined, 2)}\n`;
}

function entry({ code, severity, message, fix, object, path, source }: ManifestFinding) {
  const { apiVersion, kind, namespace, name } = object;
  const { file, line, column } = source;
  return { code, severity, message, fix, object: { apiVersion, kind, namespace, name }, path, source: { file, line, column } };
}
