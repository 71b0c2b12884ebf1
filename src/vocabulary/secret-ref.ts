import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkHandle } from './check-handle';
import { ValueError } from './value-error';

/** A Secret in the namespace of what refers to it. Only its name is written: key material is never in the output. */
export class SecretRef {
  /**
   * A Secret that is there, by its name.
   *
   * @param name the name of the Secret
   * @throws if it is no text, or empty
   */
  public static named(name: string): SecretRef {
    if (typeof name === 'string' && name !== '') return new SecretRef(name);
    throw new ValueError({
      code: 'vocabulary/invalid-secret',
      what: `${JSON.stringify(name) ?? String(name)} is not the name of a Secret`,
      expected: 'a string that is not empty',
      fix: 'write its name, or SecretRef.fromConstruct(...) for one of this program',
    }, SecretRef.named);
  }

  /**
   * A Secret that a construct of this program writes: of cdk8s-plus or any other that renders one object. It may be an ExternalSecret or a Certificate
   * with a Secret of its own name.
   *
   * @param construct the construct
   * @throws if it renders no object
   */
  public static fromConstruct(construct: IConstruct): SecretRef {
    checkHandle('construct', construct, SecretRef.fromConstruct);
    return new SecretRef(ApiObject.of(construct).name);
  }

  private constructor(
    /** The name of the Secret. */
    public readonly secretName: string,
  ) {}
}
