import { readFileSync } from 'fs';
import { oneOf, SEVERITIES } from './arguments';
import { nameOf } from './format/text';
import { displayName } from './inputs';
import type { Severity } from '../analysis/finding';
import type { ManifestFinding } from '../validation/finding';
import { JUDGES } from '../validation/judges';
import { parseOptions, type TargetOptions } from '../validation/target';
import { validateDocuments } from '../validation/validate';
import { readDocuments } from '../validation/yaml/read';

/** What `properties` of the entry in `cdk8s.yaml` may say. */
export interface MeshValidationProperties extends TargetOptions {
  /** From which severity on `cdk8s synth` fails: `error` or `warning`. @default 'error' */
  readonly failOn?: Severity;
}

/** What is used of the `ValidationContext` of cdk8s-cli, whose types are not at hand where this package is installed for it alone. */
export interface ValidationContext {
  /** Paths of the manifests. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: CliViolation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** What cdk8s-cli prints of a finding. */
export interface CliViolation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly locations: readonly string[]; readonly manifestPath: string }[];
}

const KNOWN = ['release', 'openshift', 'failOn'];

/**
 * `cdk8s-ossm validate` as a validation plugin of cdk8s-cli: what Istio's webhook or the API server would refuse of what was synthesized.
 *
 * Warnings are in the report, too, and fail the run only with `failOn: warning`: cdk8s-cli itself knows no severities.
 */
export class MeshValidation {
  private readonly failOn: Severity;

  private readonly properties: MeshValidationProperties;

  public constructor(properties?: MeshValidationProperties) {
    const unknown = Object.keys(properties ?? {}).filter((name) => !KNOWN.includes(name));
    if (unknown.length > 0) throw new Error(`MeshValidation has no property '${unknown[0]}', expected: ${KNOWN.join(', ')}`);
    const number = Object.entries(properties ?? {}).find(([, value]) => value !== undefined && typeof value !== 'string');
    // YAML reads `release: 3.0` as the number 3, and `openshift: 4.20` as 4.2
    if (number) throw new Error(`'${number[0]}' of MeshValidation is ${String(number[1])}, expected: a text; write it in quotes`);
    this.properties = properties ?? {};
    try {
      this.failOn = oneOf('failOn', this.properties.failOn ?? 'error', SEVERITIES);
      parseOptions(this.properties);
    } catch (error) {
      // cdk8s-cli prints the name of the class, too, which is shortened in the package
      throw new Error((error as Error).message);
    }
  }

  /** What cdk8s-cli calls after it has written the manifests. */
  public async validate(context: ValidationContext): Promise<void> {
    const documents = [...context.manifests].sort().flatMap((path) => [...readDocuments(readFileSync(path), path)]);
    const { findings, summary, target } = validateDocuments(documents, this.properties, JUDGES);
    for (const finding of findings) context.report.addViolation(violationOf(finding));
    const failed = summary.errors > 0 || (this.failOn === 'warning' && summary.warnings > 0);
    const { judged, skipped, errors, warnings } = summary;
    context.report.submit(failed ? 'failure' : 'success', {
      release: target.release, judged: String(judged), skipped: String(skipped), errors: String(errors), warnings: String(warnings),
    });
  }
}

/** cdk8s-cli knows constructs by the name of their object alone, so what the object is goes with the place. */
function violationOf({ code, severity, message, fix, object, path, source: { file, line, column } }: ManifestFinding): CliViolation {
  const place = `${displayName(file, process.cwd())}:${line}:${column}`;
  const what = [object.apiVersion, nameOf(object)].filter(Boolean).join(' ');
  return {
    ruleName: code,
    recommendation: `${severity}: ${message}`,
    fix,
    violatingResources: [{
      resourceName: object.name ?? '(no name)',
      locations: [[what, path, place].filter(Boolean).join(', ')],
      manifestPath: file,
    }],
  };
}
