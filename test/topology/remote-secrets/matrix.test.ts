import { type MatrixMember, secretMatrix } from '../../../src/topology/remote-secrets/matrix';

const primary = (cluster: string): MatrixMember => ({ cluster, role: 'primary' });
const remote = (cluster: string): MatrixMember => ({ cluster, role: 'remote' });
const told = (members: MatrixMember[]): string[] => secretMatrix(members).map(({ reader, source }) => `${reader} < ${source}`);

describe('who reads whom', () => {
  test('every primary reads every other one, sorted', () => {
    expect(told([primary('west'), primary('east'), primary('north')])).toEqual([
      'east < north', 'east < west', 'north < east', 'north < west', 'west < east', 'west < north',
    ]);
  });

  test.each([1, 2, 5, 10])('%i primaries have N * (N - 1) Secrets, none for itself and none twice', (n) => {
    const cells = secretMatrix(Array.from({ length: n }, (_, i) => primary(`c${i}`)));
    expect(cells).toHaveLength(n * (n - 1));
    expect(cells.filter(({ reader, source }) => reader === source)).toEqual([]);
    expect(new Set(cells.map(({ reader, source }) => `${reader} ${source}`)).size).toBe(cells.length);
  });

  test('remotes are read by every primary, and read nobody', () => {
    expect(told([primary('east'), remote('edge'), primary('west')])).toEqual(['east < edge', 'east < west', 'west < east', 'west < edge']);
  });

  test('a cluster alone reads nobody', () => {
    expect(told([primary('east')])).toEqual([]);
    expect(told([])).toEqual([]);
  });

  test('a cluster named twice is one', () => {
    expect(told([primary('east'), primary('east'), remote('west')])).toEqual(['east < west']);
  });
});
