const browsers: [RegExp, string][] = [
  [/\bGatehouse\/(\d+\.\d+)/, 'Gatehouse'],
  [/\bEdg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+).*\bSafari\//, 'Safari'],
  [/\bcurl\/(\d+)/, 'curl'],
];

const systems: [RegExp, string][] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a person would call the thing they signed in with, from its User-Agent: `Firefox 128 on Windows`. */
export function deviceName(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const program = browsers.map(([pattern, name]) => named(userAgent, pattern, name)).find((found) => found !== null);
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (!program) return system ?? userAgent.slice(0, 60);
  return system ? `${program} on ${system}` : program;
}

function named(userAgent: string, pattern: RegExp, name: string): string | null {
  const match = pattern.exec(userAgent);
  return match ? `${name} ${match[1]}` : null;
}
