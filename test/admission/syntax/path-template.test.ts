import { pathTemplateProblem } from '../../../src/admission/syntax/path-template';

test.each(['/a', '/a*', '*', '', '/a b', '/{*}', '/a/{*}/b', '/{**}', '/a/{**}', '/{*}/{**}', '/{**}/a', '/{*}/x-y_z~%20!$&\'()+,;:@=', '//a'])("'%s' is right", (path) => {
  expect(pathTemplateProblem(path)).toBeUndefined();
});

test.each([
  ['/{id}', 'braces'], ['/a{*}', 'braces'], ['/{*}.txt', 'braces'], ['/{', 'braces'], ['/{**}/{*}', "'{*}' follows"], ['/{**}/a/{**}', "'{**}' follows"], ['/{*}/a*', "'a*'"],
  ['/{*}/a b', "'a b'"], ['/{*}//a', "part ''"], ['/{*}/é', "'é'"],
])("'%s' is refused", (path, reason) => expect(pathTemplateProblem(path)).toContain(reason));
