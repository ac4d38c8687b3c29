/** Domain of a business address; the whole address of a free-mail provider, whose users have nothing in common. */
export function accountOfEmail(email: string | undefined): string | undefined {
  const address = email?.trim().toLowerCase();
  const domain = address?.slice(address.lastIndexOf('@') + 1);
  if (!domain || domain === address) return undefined;
  return FREE_MAIL.has(domain) ? address : domain;
}

const FREE_MAIL = new Set([
  ...[
    'gmail.com',
    'googlemail.com',
    'outlook.com',
    'outlook.de',
    'outlook.fr',
    'hotmail.com',
    'hotmail.co.uk',
    'hotmail.de',
  ],
  ...['hotmail.fr', 'live.com', 'msn.com', 'yahoo.com', 'yahoo.de', 'yahoo.fr', 'yahoo.co.uk', 'icloud.com', 'me.com'],
  ...[
    'mac.com',
    'aol.com',
    'gmx.de',
    'gmx.net',
    'gmx.at',
    'gmx.ch',
    'web.de',
    't-online.de',
    'freenet.de',
    'posteo.de',
  ],
  ...[
    'mailbox.org',
    'orange.fr',
    'wanadoo.fr',
    'free.fr',
    'sfr.fr',
    'laposte.net',
    'protonmail.com',
    'proton.me',
    'pm.me',
  ],
  ...['fastmail.com', 'zoho.com', 'mail.com', 'mail.ru', 'yandex.ru', 'qq.com', '163.com', '126.com', 'libero.it'],
  ...['btinternet.com', 'comcast.net', 'verizon.net', 'att.net'],
]);
