import { ipOrCidrProblem, isCidr, isIpAddress, splitHostPort, unixAddressProblem } from '../../../src/admission/syntax/addresses';

test.each(['1.2.3.4', '::', '::1', '1:2:3:4:5:6:7::', '::ffff:1.2.3.4', 'fe80::1%eth0', 'fe80::1%any text'])("'%s' is an address", (text) => {
  expect(isIpAddress(text)).toBe(true);
});

test.each(['', '1.2.3', '01.2.3.4', '1.2.3.256', '1.2.3.4%a', 'fe80::1%', '%a', '1::2::3', '1:2:3:4:5:6:7:8::', '::ffff:1.2.3.04', '00001::', ' ::1'])("'%s' is no address", (text) => {
  expect(isIpAddress(text)).toBe(false);
});

test.each(['10.0.0.0/8', '10.1.2.3/0', '::/128', '::ffff:1.2.3.4/96'])("'%s' is a block", (text) => expect(isCidr(text)).toBe(true));

test.each(['10.0.0.0', '10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/+8', '::/129', 'fe80::1%a/64', '10.0.0.0/8/8'])("'%s' is no block", (text) => {
  expect(isCidr(text)).toBe(false);
});

test('an address or a block is a range', () => {
  expect(ipOrCidrProblem('10.0.0.1')).toBeUndefined();
  expect(ipOrCidrProblem('10.0.0.0/8')).toBeUndefined();
  expect(ipOrCidrProblem('10.0.0.0/8/8')).toBe("'10.0.0.0/8/8' is no IP address");
  expect(ipOrCidrProblem('a/8')).toBe("'a/8' is no CIDR block");
});

test('a socket is a full path of a file, or abstract', () => {
  expect(['unix:///a/b', 'unix://@a', 'unix://@'].map(unixAddressProblem)).toEqual([undefined, undefined, undefined]);
  expect(['unix://', 'unix://a', 'unix:///a/'].map(unixAddressProblem)).toEqual([
    'it names no socket', "the path 'a' does not begin with a slash", "the path '/a/' is a directory",
  ]);
});

test('host and port come apart as Go takes them apart', () => {
  expect(splitHostPort('a:80')).toEqual({ host: 'a', port: '80' });
  expect(splitHostPort('[::1]:80')).toEqual({ host: '::1', port: '80' });
  expect(splitHostPort(':')).toEqual({ host: '', port: '' });
  expect(['a', '::1:80', '[::1]80', '[::1', 'a]:80', '[a]b:80', '[[a]:80'].map(splitHostPort)).toEqual(Array(7).fill(undefined));
});
