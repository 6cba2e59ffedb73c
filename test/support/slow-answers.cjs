/** Loaded by Node before a platform (`--require`): it hears of each request later than it came. */
const { Server } = require('node:http');

const milliseconds = Number(process.env.GATEHOUSE_TEST_LATENCY);
const { emit } = Server.prototype;

Reflect.set(
  Server.prototype,
  'emit',
  /**
   * @this {import('node:http').Server}
   * @param {unknown[]} details
   */
  function emitLater(/** @type {string} */ event, ...details) {
    if (event !== 'request') return Reflect.apply(emit, this, [event, ...details]);
    setTimeout(() => Reflect.apply(emit, this, [event, ...details]), milliseconds);
    return true;
  },
);
