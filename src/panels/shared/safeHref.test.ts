import { safeHref } from './safeHref';

describe('the address of a link', () => {
  it.each(['https://app.atera.com/ticket/1', 'http://odoo.local/odoo/crm/7', '/d/vigie-client?var-client=BASH'])(
    'may be %s',
    (address) => expect(safeHref(address)).toBe(address)
  );

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
    '',
    '  ',
    null,
    undefined,
    7,
  ])('is refused when it is %p', (address) => expect(safeHref(address)).toBeUndefined());
});
