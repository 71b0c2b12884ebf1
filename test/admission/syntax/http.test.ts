import {
  corsHeaderNameProblem, headerValueProblem, isHttpStatus, isRoutingClaim, matchedHeaderNameProblem, mutableHeaderProblem, probeHeaderNameProblem,
  requestHeaderProblem, strictHeaderNameProblem,
} from '../../../src/admission/syntax/http';

/** What each rule takes of the same names. */
test.each([
  ['x-user', ['strict', 'probe', 'cors', 'matched', 'set', 'changed']],
  ['x_user', ['strict', 'cors', 'matched', 'set', 'changed']],
  ['x.user', ['cors', 'matched', 'set', 'changed']],
  ['*', ['cors', 'matched', 'set', 'changed']],
  ['x user', ['set', 'changed']],
  [':authority', ['matched', 'set']],
  [':path', ['matched']],
  [':other', []],
  ['Host', ['strict', 'probe', 'cors', 'matched', 'set']],
  ['', []],
])("the header '%s'", (name, takenBy) => {
  const rules = {
    strict: strictHeaderNameProblem,
    probe: probeHeaderNameProblem,
    cors: corsHeaderNameProblem,
    matched: matchedHeaderNameProblem,
    set: requestHeaderProblem,
    changed: mutableHeaderProblem,
  };
  expect(Object.entries(rules).filter(([, rule]) => rule(name) === undefined).map(([rule]) => rule)).toEqual(takenBy);
});

test.each([
  ['@request.auth.claims.sub', true], ['@Request.Auth.Claims.sub', true], ['@request.auth.claims[a][b]', true], ['@request.auth.claims', false],
  ['@request.auth.claims.', false], ['@request.auth.claims[]', false], ['@request.auth.claims[a', false], ['request.auth.claims.a', false],
])("'%s' as a claim", (name, isClaim) => expect(isRoutingClaim(name)).toBe(isClaim));

test.each(['', 'plain', 'tab\there', '%%', '%HOSTNAME%', 'a %A% b', '%A(b)%', '%A(["x", "y"])%', '%A( ["x\\"y"] ) %', 'é'])(
  "the value '%s' is right", (value) => expect(headerValueProblem(value)).toBeUndefined());

test.each(['%', '50%', '%A', '%%%', '%A(b', '%A(b)x%', '%A([x])%', '%A(["x" "y"])%', '%A(["x"]x)%', '%A(\\', 'a\nb', 'a\u007f'])(
  "the value '%s' is refused", (value) => expect(headerValueProblem(value)).toBeDefined());

test('statuses reach from 200 to 600, as upstream counts', () => {
  expect([199, 200, 599, 600, 601].filter(isHttpStatus)).toEqual([200, 599, 600]);
});
