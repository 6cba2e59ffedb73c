/** Whatever answers requests: a running platform, or an app that is called in memory. */
export type Requester = (path: string, init?: RequestInit) => Response | Promise<Response>;

/** A form of a page, with what its hidden fields and its cookie prove. */
export interface FormPage {
  status: number;
  text: string;
  /** Posts the form as a browser does, once or again. */
  submit(typed?: Record<string, string>): Promise<{ status: number; text: string }>;
}

/** Opens a page as a browser does. */
export async function openFormPage(request: Requester, path: string): Promise<FormPage> {
  const page = await request(path);
  const text = await page.text();
  const hidden = Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name, value]) => [name, value]),
  );
  const action = /<form method="post" action="([^"]+)"/.exec(text)?.[1] ?? path;
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    status: page.status,
    text,
    submit: async (typed = {}) => {
      const answer = await request(action, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
        body: new URLSearchParams({ ...hidden, ...typed } as Record<string, string>).toString(),
      });
      return { status: answer.status, text: await answer.text() };
    },
  };
}
