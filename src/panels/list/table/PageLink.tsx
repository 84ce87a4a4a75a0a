import React, { type ReactNode } from 'react';

interface Props {
  href: string;
  title: string | undefined;
  children: ReactNode;
}

/** A link to a page; one of another system opens beside Grafana, and learns nothing of where it was opened. */
export function PageLink({ href, title, children }: Props) {
  return (
    <a href={href} title={title} {...(isElsewhere(href) && ELSEWHERE)}>
      {children}
    </a>
  );
}

const ELSEWHERE = { target: '_blank', rel: 'noopener noreferrer' };

function isElsewhere(href: string): boolean {
  return new URL(href, document.baseURI).origin !== window.location.origin;
}
