import type { ContainerDefinition, SourceDefinition } from '../define.ts';
import { csv } from './csv.ts';
import { docx } from './docx/index.ts';
import { freshdesk } from './exports/freshdesk.ts';
import { hubspot } from './exports/hubspot.ts';
import { intercom } from './exports/intercom.ts';
import { salesforce } from './exports/salesforce.ts';
import { slack } from './exports/slack.ts';
import { table } from './exports/table.ts';
import { zendesk } from './exports/zendesk.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { eml } from './mail/eml.ts';
import { mbox } from './mail/mbox.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf/index.ts';
import { text } from './text.ts';
import { xlsx } from './xlsx.ts';
import { zip } from './zip.ts';

export const sources: readonly SourceDefinition[] = [
  csv,
  docx,
  eml,
  freshdesk,
  html,
  hubspot,
  intercom,
  json,
  jsonl,
  markdown,
  mbox,
  pdf,
  salesforce,
  slack,
  table,
  text,
  xlsx,
  zendesk,
];

export const containers: readonly ContainerDefinition[] = [zip];
