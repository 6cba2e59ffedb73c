import type { GatehouseBridge } from './api.ts';

/*
 * The facts that the page knows before its first paint travel on the command line of its process: asking main for
 * them would wait for main.
 */

type Initial = GatehouseBridge['initial'];

const prefix = '--gatehouse-initial=';

export function writeInitial(initial: Initial): string {
  // Encoded, because quotes on a command line mean different things on different systems.
  return prefix + encodeURIComponent(JSON.stringify(initial));
}

export function readInitial(arguments_: readonly string[]): Initial {
  const argument = arguments_.find((candidate) => candidate.startsWith(prefix));
  const fallback: Initial = { theme: 'system', dark: false, navigationCollapsed: false };
  // Written by main in writeInitial, so the shape is known.
  return argument ? (JSON.parse(decodeURIComponent(argument.slice(prefix.length))) as Initial) : fallback;
}
