/** The clock of whoever runs this goes on a day later than it is, from now on. Crosses to other processes as text. */
export function moveClock(milliseconds: number): void {
  const Before = Date;
  const now = () => Before.now() + milliseconds;
  globalThis.Date = new Proxy(Before, {
    construct: (target, parameters) => Reflect.construct(target, parameters.length === 0 ? [now()] : parameters),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name, target)),
  });
}
