import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { contentOf } from '../../src/delivery/content';
import { orderCharts, placeObjects } from '../../src/delivery/ordering';
import { Stage } from '../../src/vocabulary/stage';

const chart = () => new Chart(new App(), 'c');
const policy = (scope: Construct, id: string) => new ApiObject(scope, id, { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy' });
const namespace = (scope: Construct, id: string) => new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Namespace' });
const job = (scope: Construct, id: string) => new ApiObject(scope, id, { apiVersion: 'batch/v1', kind: 'Job' });
const group = (scope: Construct, id: string, ...children: string[]) => {
  const made = new Construct(scope, id);
  for (const child of children) policy(made, child);
  return made;
};
const place = (c: Chart) => placeObjects(contentOf(c.node.root).charts.find((content) => content.chart === c)!);
const order = (c: Chart) => place(c).map(({ object }) => object.node.path.replace(/^c\//, ''));

describe('the order inside a chart', () => {
  test('is by stage, then as in the tree', () => {
    const c = chart();
    for (const [make, id] of [[job, 'j'], [policy, 'p1'], [namespace, 'n'], [policy, 'p2']] as const) make(c, id);
    expect(order(c)).toEqual(['n', 'p1', 'p2', 'j']);
  });

  test('follows dependencies inside a stage, however long the chain', () => {
    const c = chart();
    const all = Array.from({ length: 20_000 }, (_, i) => policy(c, `p${i}`));
    all.forEach((object, i) => i + 1 < all.length && object.addDependency(all[i + 1]));
    expect(order(c)).toEqual(all.map((object) => object.node.id).reverse());
  });

  test('a dependency beats the stage: what an early object needs is written in its stage', () => {
    const c = chart();
    const prepare = job(c, 'prepare');
    const base = namespace(c, 'base');
    job(c, 'app');
    policy(c, 'policy');
    base.addDependency(prepare);
    expect(place(c).map(({ object, stage }) => [object.node.id, stage])).toEqual([
      ['prepare', Stage.BASE], ['base', Stage.BASE], ['policy', Stage.POLICY], ['app', Stage.WORKLOADS],
    ]);
  });

  test('a dependency between composites orders all their objects', () => {
    const c = chart();
    const [a, b, d] = [group(c, 'a', '1', '2'), group(c, 'b', '1', '2'), group(c, 'd', '1')];
    a.node.addDependency(b);
    b.node.addDependency(d);
    expect(order(c)).toEqual(['d/1', 'b/1', 'b/2', 'a/1', 'a/2']);
  });

  test('layers of composites take no more time than their objects', () => {
    const c = chart();
    let before: IConstruct | undefined;
    for (let layer = 0; layer < 100; layer++) {
      const made = group(c, `l${layer}`, ...Array.from({ length: 100 }, (_, i) => `${i}`));
      if (before) before.node.addDependency(made);
      before = made;
    }
    const placed = order(c);
    expect(placed).toHaveLength(10_000);
    expect(placed[0]).toBe('l99/0');
    expect(placed[9_999]).toBe('l0/99');
  });

  test('a construct that depends on one of its own parts has that part first', () => {
    const c = chart();
    const a = group(c, 'a', '1', '2', '3');
    a.node.addDependency(a.node.findChild('3'));
    expect(order(c)).toEqual(['a/3', 'a/1', 'a/2']);
  });

  test('the part that goes first still waits for what the whole waits for', () => {
    const c = chart();
    const a = group(c, 'a', '1', '2');
    const b = group(c, 'b', '1');
    a.node.addDependency(a.node.findChild('2'), b);
    expect(order(c)).toEqual(['b/1', 'a/2', 'a/1']);
  });

  test('an object that depends on the construct around it comes after all its other objects', () => {
    const c = chart();
    const a = group(c, 'a', '1', '2', '3');
    a.node.findChild('1').node.addDependency(a);
    expect(order(c)).toEqual(['a/2', 'a/3', 'a/1']);
  });

  test('empty constructs are no obstacle', () => {
    const c = chart();
    const [a, empty] = [group(c, 'a', '1'), group(c, 'empty')];
    a.node.addDependency(empty);
    empty.node.addDependency(a, empty);
    expect(order(c)).toEqual(['a/1']);
  });

  test('agrees with cdk8s where cdk8s has an order', () => {
    const c = chart();
    const [a, b] = [group(c, 'a', '1', '2'), group(c, 'b', '1')];
    const [x, y] = [policy(c, 'x'), policy(c, 'y')];
    a.node.addDependency(y);
    x.addDependency(b, a.node.findChild('2'));
    const ours = place(c).map(({ object }) => object.name);
    expect(ours).toEqual(c.toJson().map((json) => json.metadata.name));
  });
});

describe('a cycle', () => {
  test('of objects is an error that names the way round', () => {
    const c = chart();
    const [a, b, d] = ['a', 'b', 'd'].map((id) => policy(c, id));
    a.addDependency(b);
    b.addDependency(d);
    d.addDependency(b);
    expect(() => order(c)).toThrow('dependencies lead back to where they start: c/b => c/d => c/b');
  });

  test('through composites is found as one of their objects', () => {
    const c = chart();
    const [a, b] = [group(c, 'a', '1'), group(c, 'b', '1', '2')];
    a.node.addDependency(b);
    b.node.findChild('2').node.addDependency(a);
    expect(() => order(c)).toThrow('c/a/1 => c/b/2 => c/a/1');
  });

  test('of a construct with several of its own parts is one', () => {
    const c = chart();
    const a = group(c, 'a', '1', '2');
    a.node.addDependency(a);
    expect(() => order(c)).toThrow('c/a depends on c/a, and one holds the other: c/a/1 => c/a/2 => c/a/1');
  });
});

describe('the order of charts', () => {
  const charts = (app: App) => orderCharts(contentOf(app)).map((content) => content.chart.node.path);

  test('is tree order, outer charts before inner ones, whether or not somebody rendered a chart before', () => {
    const app = new App();
    const east = new Chart(app, 'east');
    const shop = new Chart(east, 'shop');
    new Chart(app, 'west');
    policy(east, 'p');
    policy(shop, 'p');
    expect(charts(app)).toEqual(['east', 'east/shop', 'west']);
    east.toJson();
    expect(charts(app)).toEqual(['east', 'east/shop', 'west']);
  });

  test('follows dependencies from chart to chart, also between parts of them and from above', () => {
    const app = new App();
    const [a, b, d] = ['a', 'b', 'd'].map((id) => new Chart(app, id));
    policy(a, 'p').addDependency(policy(b, 'p'));
    const above = new Construct(app, 'above');
    new Chart(above, 'e');
    d.addDependency(above);
    expect(charts(app)).toEqual(['b', 'a', 'above/e', 'd']);
  });

  test('that cannot be is an error that names the way round', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    a.addDependency(b);
    policy(b, 'p').addDependency(policy(a, 'p'));
    expect(() => charts(app)).toThrow('a => b => a');
  });
});
