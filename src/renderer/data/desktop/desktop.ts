import { useMutation, useQuery } from '@tanstack/react-query';
import { bridge, request } from '#renderer/data/bridge.ts';

/** Puts text on the clipboard; the page itself has no permission to. */
export async function copyText(text: string): Promise<void> {
  await request('clipboard.write_text', { text });
}

/** Puts a picture on the clipboard: a PNG in base64. */
export async function copyImage(png: string): Promise<void> {
  await request('clipboard.write_image', { png });
}

/** Asks where to save and writes the text there. The answer's path is null when the person cancelled. */
export function useSaveText() {
  return useMutation({
    mutationFn: (input: { suggested_name: string; text: string }) => request('files.save_text', input),
  });
}

/** Versions and where the console keeps its files. */
export function useAbout() {
  return useQuery({
    queryKey: ['about'],
    queryFn: () => request('system.about', null),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A menu or a deep link asks for a screen. Returns a function that ends listening. */
export function onNavigationRequested(listener: (path: string) => void): () => void {
  return bridge().on('navigation.requested', ({ path }) => listener(path));
}
