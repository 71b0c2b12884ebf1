/**
 * Where Go's regular expressions take more than RE2 itself: names of groups may repeat, and names of character classes are read without
 * regard to case, spaces, hyphens and underscores, and by their long names (Go's regexp/syntax since 1.25).
 */

/** Long names of Unicode's categories, as Go folds them, and the short ones. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Any: 'Any',
  Ascii: 'L',
  Assigned: 'L',
  Lc: 'L', // for those that have no class in RE2, any other one does
  Casedletter: 'L',
  Closepunctuation: 'Pe',
  Combiningmark: 'M',
  Connectorpunctuation: 'Pc',
  Control: 'Cc',
  Currencysymbol: 'Sc',
  Dashpunctuation: 'Pd',
  Decimalnumber: 'Nd',
  Enclosingmark: 'Me',
  Finalpunctuation: 'Pf',
  Format: 'Cf',
  Initialpunctuation: 'Pi',
  Letter: 'L',
  Letternumber: 'Nl',
  Lineseparator: 'Zl',
  Lowercaseletter: 'Ll',
  Mark: 'M',
  Mathsymbol: 'Sm',
  Modifierletter: 'Lm',
  Modifiersymbol: 'Sk',
  Nonspacingmark: 'Mn',
  Number: 'N',
  Openpunctuation: 'Ps',
  Other: 'C',
  Otherletter: 'Lo',
  Othernumber: 'No',
  Otherpunctuation: 'Po',
  Othersymbol: 'So',
  Paragraphseparator: 'Zp',
  Privateuse: 'Co',
  Punctuation: 'P',
  Separator: 'Z',
  Spaceseparator: 'Zs',
  Spacingmark: 'Mc',
  Surrogate: 'Cs',
  Symbol: 'S',
  Titlecaseletter: 'Lt',
  Unassigned: 'C',
  Uppercaseletter: 'Lu',
  Cntrl: 'Cc',
  Digit: 'Nd',
  Punct: 'P',
};

/** Quoted text and escapes, which hold neither; classes in both spellings; the start of a named group. */
const TOKEN = /\\Q.*?(?:\\E|$)|\\(?<sign>[pP])(?:\{(?<not>\^?)(?<name>[^}]*)\}|(?<letter>[a-z]))|\\.|\(\?P?<(?<group>\w+)>/gs;

/** An expression with the names that RE2 knows for those that only Go knows. */
export function asEnvoyReads(pattern: string): string {
  let groups = 0;
  return pattern.replace(TOKEN, (token: string, ...rest: unknown[]) => {
    const { sign, not, name, letter, group } = rest[rest.length - 1] as Readonly<Record<string, string | undefined>>;
    if (sign) return `\\${sign}{${not ?? ''}${knownClass(name ?? letter ?? '')}}`;
    return group === undefined ? token : `(?P<group${groups++}>`;
  });
}

function knownClass(name: string): string {
  const letters = name.replace(/[-_ ]/g, '');
  const folded = letters.slice(0, 1).toUpperCase() + letters.slice(1).toLowerCase();
  return Object.hasOwn(CATEGORIES, folded) ? CATEGORIES[folded] : folded;
}
