import type { Construct } from 'constructs';
import type { ObjectReference } from './object-props';
import { checkKinds, MAP, NAMESPACE, required, TEXT } from '../analysis/kinds';

/** Fails where what another program makes is not referred to by name and namespace. */
export function checkReference(at: Construct, kind: string, reference: ObjectReference): void {
  const code = 'objects/wrong-type';
  const subject = `the reference to a ${kind}`;
  checkKinds(at, code, subject, [['reference', reference, required(MAP)]]);
  checkKinds(at, code, subject, [['name', reference.name, required(TEXT)], ['namespace', reference.namespace, NAMESPACE]]);
}
