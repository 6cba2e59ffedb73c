import type { TestPlatform } from './platform.ts';

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

export interface VisitedPage {
  status: number;
  headers: Headers;
  text: string;
  /** Of the form on it. */
  csrf: string;
}

/** As much of a browser as pages without script need: a cookie jar and the hidden field of the last form. */
export class PageVisitor {
  private readonly platform: TestPlatform;
  private readonly address: string;
  private readonly jar = new Map<string, string>();
  private csrf = '';
  constructor(platform: TestPlatform, address = '203.0.113.7') {
    this.platform = platform;
    this.address = address;
  }

  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Follows no redirect: where it leads is what a test asks for. */
  async open(path: string): Promise<VisitedPage> {
    return this.read(await this.platform.request(path, { headers: this.headers() }, this.address));
  }

  async submit(path: string, fields: Record<string, string>): Promise<VisitedPage> {
    const init = {
      method: 'POST',
      headers: { ...this.headers(), 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrf: this.csrf, ...fields }).toString(),
    };
    return this.read(await this.platform.request(path, init, this.address));
  }

  private headers(): Record<string, string> {
    return { 'user-agent': userAgent, ...(this.jar.size > 0 ? { cookie: this.cookies } : {}) };
  }

  private async read(response: Response): Promise<VisitedPage> {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
    if (name !== undefined && value === '') this.jar.delete(name);
    else if (name !== undefined && value !== undefined) this.jar.set(name, value);
    const text = await response.text();
    this.csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.csrf;
    return { status: response.status, headers: response.headers, text, csrf: this.csrf };
  }
}
