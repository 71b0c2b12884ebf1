import { completeHost, objectNameOf, routeHost } from '../../src/gateway/host-name';

const APPS = 'apps.east.example.com';

describe('a host name', () => {
  test('a bare one is completed with the apps domain, with a wildcard too', () => {
    expect(completeHost('shop', APPS)).toEqual({ host: 'shop.apps.east.example.com' });
    expect(completeHost('*.shop', APPS)).toEqual({ host: '*.shop.apps.east.example.com' });
  });

  test('a full one stays as it is, and so does every host', () => {
    for (const host of ['shop.example.com', '*.example.com', '*']) expect(completeHost(host, APPS)).toEqual({ host });
  });

  test('a bare one without an apps domain is an error', () => {
    expect(completeHost('shop', undefined).problem?.code).toBe('gateway/no-apps-domain');
    expect(completeHost('shop.example.com', undefined).problem).toBeUndefined();
  });

  test('what is no DNS name is an error', () => {
    for (const name of ['', 'Shop', 'a_b', 'https://shop.example.com', 'a.*.example.com', 'shop.example.com.', '*shop.example.com', `${'x'.repeat(64)}.example.com`]) {
      expect([name, completeHost(name, APPS).problem?.code]).toEqual([name, 'gateway/invalid-host']);
    }
  });
});

describe('the name of the objects of a host', () => {
  test('is the host without the apps domain, as a label', () => {
    expect(objectNameOf('shop.apps.east.example.com', APPS, 'edge')).toBe('shop');
    expect(objectNameOf('shop.example.com', APPS, 'edge')).toBe('shop-example-com');
    expect(objectNameOf('*.shop.apps.east.example.com', APPS, 'edge')).toBe('wildcard-shop');
    expect(objectNameOf('*', APPS, 'edge')).toBe('edge');
  });

  test('is cut to what a Route may be called, and still tells long hosts apart', () => {
    const long = (end: string) => objectNameOf(`${'a'.repeat(40)}.${'b'.repeat(40)}.${end}`, undefined, 'edge');
    expect(long('com')).toHaveLength(63);
    expect(long('com')).toMatch(/^a{40}-b+-[0-9a-f]{8}$/);
    expect(long('com')).not.toBe(long('org'));
    expect(long('com')).toBe(long('com'));
  });
});

test('a Route has no wildcard in its host, and none at all for every host', () => {
  expect(routeHost('*.shop.example.com')).toBe('wildcard.shop.example.com');
  expect(routeHost('shop.example.com')).toBe('shop.example.com');
  expect(routeHost('*')).toBeUndefined();
});
