/* One icon a module: the package's own index makes a bundler read six thousand. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { FunctionComponent, SVGProps } from 'react';

  const icon: FunctionComponent<Omit<SVGProps<SVGSVGElement>, 'stroke'> & { size?: number; stroke?: number }>;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports an icon.
  export default icon;
}
