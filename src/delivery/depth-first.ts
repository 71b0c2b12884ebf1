/** Something that comes after others. */
export interface Vertex {
  /** What must come before it. */
  before(): Iterable<Vertex>;
}

/**
 * Visits what comes before a vertex, then the vertex, each once however many ways lead to it.
 *
 * Keeps its own stack: chains of dependencies are longer than JavaScript's allows.
 */
export class DepthFirst {
  private readonly open = new Set<Vertex>();
  private readonly done = new Set<Vertex>();

  /**
   * @param visit called with each vertex that was not visited before
   * @param cycle called with the vertices of a cycle, in the order in which one depends on the next
   */
  constructor(private readonly visit: (vertex: Vertex) => void, private readonly cycle: (vertices: Vertex[]) => never) {}

  public from(start: Vertex): void {
    if (this.done.has(start)) return;
    const stack = [this.enter(start)];
    while (stack.length) {
      const { vertex, rest } = stack[stack.length - 1];
      const next = rest.next();
      if (next.done) {
        stack.pop();
        this.open.delete(vertex);
        this.done.add(vertex);
        this.visit(vertex);
      } else if (this.open.has(next.value)) {
        const path = stack.map((frame) => frame.vertex);
        this.cycle(path.slice(path.indexOf(next.value)));
      } else if (!this.done.has(next.value)) {
        stack.push(this.enter(next.value));
      }
    }
  }

  private enter(vertex: Vertex) {
    this.open.add(vertex);
    return { vertex, rest: vertex.before()[Symbol.iterator]() };
  }
}
