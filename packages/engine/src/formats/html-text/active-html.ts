import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';

const ACTIVE: ReadonlySet<string> = new Set(
  'script iframe frame frameset object embed applet form base meta link style svg math template portal'.split(' '),
);
const ADDRESSES: ReadonlySet<string> = new Set(
  'href src action formaction xlink:href background poster data srcset'.split(' '),
);

/** Whether HTML holds anything that runs, loads or sends: an importing system may show a note without making it safe. Links to the web and mail count as text. */
export function hasActiveHtml(html: string): boolean {
  const stack: DefaultTreeAdapterTypes.ChildNode[] = [...parseFragment(html).childNodes];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ('tagName' in node) {
      if (ACTIVE.has(node.tagName)) return true;
      for (const { name, value } of node.attrs) {
        if (name.startsWith('on') || name === 'srcdoc') return true;
        if (name === 'style' && /url\s*\(|expression|@import|behavior|\\/i.test(value)) return true;
        if (ADDRESSES.has(name) && !(node.tagName === 'a' && /^(https?:\/\/|mailto:|#)/i.test(value))) return true;
      }
    }
    if ('childNodes' in node) stack.push(...node.childNodes);
  }
  return false;
}
