import { Clusters, codes } from './support';
import { MeshTrust } from '../../src/security';

describe('self-signed roots', () => {
  test('are what Istio does by itself', () => {
    const clusters = new Clusters(['east']).apply(MeshTrust.selfSigned());
    expect(clusters.objects('east')).toEqual([]);
    expect(MeshTrust.selfSigned()._values(clusters.contexts[0])).toEqual({});
    expect(MeshTrust.selfSigned()._problems(clusters.contexts)).toEqual([]);
    expect(MeshTrust.selfSigned()._rootOf('east')).toBeUndefined();
  });

  test('of clusters that are joined are an error that names them', () => {
    const problems = MeshTrust.selfSigned()._problems(new Clusters(['east', 'west']).contexts);
    expect(codes(problems)).toEqual(['security/different-roots']);
    expect(problems[0].problem.what).toContain("'east', 'west'");
  });
});
