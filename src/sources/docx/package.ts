import type { Limits } from '../../core/source.ts';
import { refuseEntities } from '../office.ts';
import { openZip, type Zip } from '../zip.ts';

/**
 * Opens the ZIP container of a Word file (ECMA-376, part 2). Reading a part throws `E_ARCHIVE_LIMIT` over the limits, `E_BROKEN`
 * when the part is damaged, `E_XML_ENTITIES` for XML with a DTD.
 */
export function openPackage(bytes: Uint8Array, limits: Limits): Zip {
  const zip = openZip(bytes, limits);
  const names = zip.names.map(plain);
  return {
    names,
    repeated: zip.repeated,
    has: name => names.includes(name),
    read(name) {
      const content = zip.read(zip.names[names.indexOf(name)] ?? name);
      if (/\.(?:xml|rels)$/i.test(name)) refuseEntities(content);
      return content;
    },
  };
}

/** Some programs write part names with the leading slash that they have inside the package. */
function plain(name: string): string {
  return name.replace(/^\//, '');
}
