/**
 * What to write where a value is no member of an enum: a compiler refuses that, JavaScript lets it through. Undefined where it
 * is one. Not public.
 */
export function notAMember(enumeration: string, members: { [name: string]: string }, value: unknown): { expected: string; fix: string } | undefined {
  const all = Object.entries(members);
  if (all.some(([, known]) => known === value)) return undefined;
  const text = String(value).toLowerCase();
  const meant = all.find(([name, known]) => name.toLowerCase() === text || known.toLowerCase() === text);
  const written = meant ? [meant] : all;
  return {
    expected: `a member of ${enumeration}: ${all.map(([name]) => name).join(', ')}`,
    fix: `write ${written.map(([name]) => `${enumeration}.${name}`).join(' or ')}`,
  };
}
