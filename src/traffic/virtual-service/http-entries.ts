import type { IConstruct } from 'constructs';
import type { VirtualServiceHttp } from './http';
import type { RouteDestination } from './route-destination';
import type { Problem } from '../../analysis/finding';
import { checkKinds, made, required } from '../../analysis/kinds';
import type { IMesh } from '../../vocabulary/interfaces';
import { otherMeshProblems } from '../destination';

/** What wrong types are reported as. */
export const CODE = 'traffic/wrong-type';

/** An entry of HTTP, by what is used of it. */
export const HTTP_ENTRY = made('VirtualServiceHttp', () => 'write VirtualServiceHttp.route({ ... }) or another of its factories', (v) => typeof v?._delegates === 'boolean');

/** The entries of HTTP of one VirtualService, in order. */
export class HttpEntries {
  private readonly entries: VirtualServiceHttp[] = [];

  public constructor(private readonly at: IConstruct) {}

  /** Adds an entry behind the others; fails at what is of a wrong type. */
  public add(entry: VirtualServiceHttp): VirtualServiceHttp {
    const subject = `http[${this.entries.length}] of the VirtualService`;
    checkKinds(this.at, CODE, subject, [['entry', entry, required(HTTP_ENTRY)]]);
    entry._check(this.at, CODE, subject);
    this.entries.push(entry);
    return entry;
  }

  /** Every place that they send to. */
  public get destinations(): RouteDestination[] {
    return this.entries.flatMap((entry) => entry._destinations);
  }

  /** As the API has them; undefined where there are none. */
  public render(namespace: string | undefined): object[] | undefined {
    return this.entries.length > 0 ? this.entries.flatMap((entry) => entry._json(this.at, namespace)) : undefined;
  }
}

/** What services say against being sent to. */
export function destinationProblems(destinations: readonly RouteDestination[], mesh: IMesh | undefined): Problem[] {
  return destinations.flatMap((destination) => [
    ...destination._problems(), ...(mesh && destination._service ? otherMeshProblems(destination._service, mesh._facts) : []),
  ]);
}
