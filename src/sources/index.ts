import type { ContainerDefinition, SourceDefinition } from '../define.ts';
import { docx } from './docx/index.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf/index.ts';
import { text } from './text.ts';

export const sources: readonly SourceDefinition[] = [docx, html, markdown, pdf, text];

export const containers: readonly ContainerDefinition[] = [];
