import type { ContainerDefinition, SourceDefinition } from '../define.ts';
import { docx } from './docx/index.ts';
import { freshdesk } from './exports/freshdesk.ts';
import { hubspot } from './exports/hubspot.ts';
import { intercom } from './exports/intercom.ts';
import { salesforce } from './exports/salesforce.ts';
import { slack } from './exports/slack.ts';
import { table } from './exports/table.ts';
import { zendesk } from './exports/zendesk.ts';
import { html } from './html.ts';
import { eml } from './mail/eml.ts';
import { mbox } from './mail/mbox.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf/index.ts';
import { text } from './text.ts';

export const sources: readonly SourceDefinition[] = [
  docx,
  eml,
  freshdesk,
  html,
  hubspot,
  intercom,
  markdown,
  mbox,
  pdf,
  salesforce,
  slack,
  table,
  text,
  zendesk,
];

export const containers: readonly ContainerDefinition[] = [];
