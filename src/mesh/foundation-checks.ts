import type { MeshFoundationProps } from './foundation-props';
import type { ImageSource } from './image-source';
import type { Problem } from '../analysis/finding';
import { dnsSubdomainProblem } from '../kube/names';

/** Host, port and path of a registry, without a scheme, a tag or a slash at its end. */
const REGISTRY = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/i;

/** What is wrong with where the images come from. */
export function imageProblems(images: ImageSource | undefined): Problem[] {
  if (!images) return [];
  const { hub, options: { tag, pullSecret } } = images;
  const problems: Problem[] = [];
  if (hub !== undefined && !REGISTRY.test(hub)) {
    problems.push({
      code: 'mesh/invalid-registry',
      what: `'${hub}' is no registry: image names are put after it with a '/' between`,
      expected: 'host and path, without `https://`, a tag, or a slash at the end',
      fix: `write it like '${registryIn(hub)}'`,
    });
  }
  if (hub === undefined && tag !== undefined) {
    problems.push({
      code: 'mesh/tag-without-registry',
      what: `images of the operator's own are to have the tag '${tag}': with a tag the operator fills in none of its images, and the charts' public registry is asked`,
      expected: 'a tag only where a registry is stated too',
      fix: 'leave the tag out, or use ImageSource.registry(\'<registry>\', { tag })',
    });
  }
  const problem = pullSecret === undefined ? undefined : dnsSubdomainProblem(pullSecret);
  if (problem) {
    problems.push({
      code: 'mesh/invalid-name',
      what: `the pull Secret '${pullSecret}' is not usable: ${problem}`,
      expected: 'the name of a Secret',
      fix: 'change the name',
    });
  }
  return problems;
}

/** What is said of objects that this foundation does not write: it would be lost without a word. */
export function unusedProblems({ ztunnel, raw, manageNamespaces }: MeshFoundationProps, isAmbient: boolean): Problem[] {
  const managed = manageNamespaces ?? true;
  const lost = (what: string, why: string, fix: string): Problem => ({
    code: 'mesh/nothing-to-change',
    what: `${what} is given, but ${why}`,
    expected: 'settings of objects that are written here',
    fix,
  });
  const noZTunnel = 'no mesh of this foundation is ambient, so that there is no ZTunnel';
  const elsewhere = 'with `manageNamespaces: false` somebody else writes the namespaces';
  const remove = 'remove it, or make the mesh ambient (`dataPlane: DataPlane.AMBIENT`)';
  const problems: Problem[] = [];
  if (!isAmbient && Object.values(ztunnel ?? {}).some((v) => v !== undefined && v !== null)) problems.push(lost('`ztunnel`', noZTunnel, remove));
  if (!isAmbient && raw?.ztunnel !== undefined) problems.push(lost('`ztunnel` in the raw fields', noZTunnel, remove));
  if (!isAmbient && managed && raw?.ztunnelNamespace !== undefined) problems.push(lost('`ztunnelNamespace` in the raw fields', noZTunnel, remove));
  for (const entry of ['cniNamespace', 'ztunnelNamespace'] as const) {
    if (managed || raw?.[entry] === undefined) continue;
    problems.push(lost(`\`${entry}\` in the raw fields`, elsewhere, 'remove it, or change the Namespace where it is written'));
  }
  return problems;
}

/** The registry that somebody may have meant. */
function registryIn(text: string): string {
  const bare = text.trim().replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, '').replace(/:[^/:]*$/, (port) => (/^:\d+$/.test(port) ? port : ''));
  return REGISTRY.test(bare) ? bare : 'registry.example.com/ossm';
}
