const scheme = 'gatehouse:';
/** A path of the page: segments of plain characters, and perhaps filters. Nothing that could be another address. */
const screenPath = /^(?:\/[A-Za-z0-9_-]+){1,4}(?:\?[A-Za-z0-9_.~%&=+:@-]*)?$/;

/** Reads `gatehouse://open/batches?status=submitted` as the path `/batches?status=submitted`; null for anything else. */
export function readDeepLink(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== scheme || url.host !== 'open') return null;
  const path = url.pathname + url.search;
  return path.length <= 500 && screenPath.test(path) ? path : null;
}

/** Finds a deep link among the arguments of a second start. */
export function deepLinkIn(arguments_: readonly string[]): string | null {
  for (const argument of arguments_) {
    const path = argument.startsWith(`${scheme}//`) ? readDeepLink(argument) : null;
    if (path !== null) return path;
  }
  return null;
}
