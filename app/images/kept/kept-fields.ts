/**
 * What people write about photos, and where: the standards' tags (XMP, IPTC, EXIF) and those of Windows. Names are those
 * of ExifTool with its groups of family 1. Which fields hold one thing follows the Metadata Working Group (Guidelines for
 * Handling Image Metadata 2.0, chapter 5).
 */

/** A field, and the tags in which it is looked for: the first that says something has the word. */
interface Field {
  /** For people. */
  words: string;
  read: readonly string[];
  /** Into which it is written: XMP everywhere, the others where a format has such a block. */
  xmp: string;
  exif?: string;
  iptc?: string;
}

/** One text each. */
export const textFields = {
  title: { words: 'title', xmp: 'XMP-dc:Title', iptc: 'IPTC:ObjectName', read: ['IFD0:XPTitle'] },
  headline: { words: 'headline', xmp: 'XMP-photoshop:Headline', iptc: 'IPTC:Headline', read: [] },
  description: {
    words: 'caption',
    xmp: 'XMP-dc:Description',
    exif: 'IFD0:ImageDescription',
    iptc: 'IPTC:Caption-Abstract',
    read: [],
  },
  comment: {
    words: 'comment',
    xmp: 'XMP-exif:UserComment',
    exif: 'ExifIFD:UserComment',
    read: ['IFD0:XPComment'],
  },
  label: { words: 'label', xmp: 'XMP-xmp:Label', read: [] },
  copyright: {
    words: 'copyright',
    xmp: 'XMP-dc:Rights',
    exif: 'IFD0:Copyright',
    iptc: 'IPTC:CopyrightNotice',
    read: [],
  },
  location: { words: 'place', xmp: 'XMP-iptcCore:Location', iptc: 'IPTC:Sub-location', read: [] },
  city: { words: 'city', xmp: 'XMP-photoshop:City', iptc: 'IPTC:City', read: [] },
  state: { words: 'state', xmp: 'XMP-photoshop:State', iptc: 'IPTC:Province-State', read: [] },
  country: {
    words: 'country',
    xmp: 'XMP-photoshop:Country',
    iptc: 'IPTC:Country-PrimaryLocationName',
    read: [],
  },
  countryCode: {
    words: 'country code',
    xmp: 'XMP-iptcCore:CountryCode',
    iptc: 'IPTC:Country-PrimaryLocationCode',
    read: [],
  },
} as const satisfies Record<string, Field>;
export type TextField = keyof typeof textFields;

/** Several each, which come together. */
export const listFields = {
  keywords: { words: 'keywords', xmp: 'XMP-dc:Subject', iptc: 'IPTC:Keywords', read: ['IFD0:XPKeywords'] },
  /** With the words above each: `Places|Harbour`. */
  keywordPaths: { words: 'keyword paths', xmp: 'XMP-lr:HierarchicalSubject', read: [] },
  tagPaths: { words: 'tags', xmp: 'XMP-digiKam:TagsList', read: [] },
  people: { words: 'people', xmp: 'XMP-iptcExt:PersonInImage', read: [] },
  creators: {
    words: 'author',
    xmp: 'XMP-dc:Creator',
    exif: 'IFD0:Artist',
    iptc: 'IPTC:By-line',
    read: ['IFD0:XPAuthor'],
  },
} as const satisfies Record<string, Field>;
export type ListField = keyof typeof listFields;

export const textNames = Object.keys(textFields) as TextField[];
export const listNames = Object.keys(listFields) as ListField[];

/** Faces with their names (Metadata Working Group, chapter 5.9). */
export const facesTag = 'XMP-mwg-rs:RegionInfo';

/** The tags in which a field is looked for, in their order. */
export function tagsOf({ xmp, exif, iptc, read }: Field): string[] {
  return [xmp, exif, iptc, ...read].filter((tag) => tag !== undefined);
}

/** What cameras and programs write into fields that are meant for people. */
const automatic =
  /^(?:exif[_ ]jpeg[_ ]picture|sony dsc|dcim|dsc|jpeg|untitled|screenshot|binary comment|ascii|unicode|.*digital (?:still )?camera|samsung camera pictures|.*vsco.*preset.*)$/i;

export function isAutomatic(text: string): boolean {
  return automatic.test(text.replaceAll('\0', '').replace(/^<|>$/g, '').trim());
}

/** Where people and the programs that they sort photos with write; … */
const writtenGroups = new Set([
  'IPTC',
  ...['dc', 'photoshop', 'xmp', 'iptcCore', 'iptcExt', 'xmpRights', 'mwg-rs', 'mwg-kw', 'mwg-coll'],
  ...['lr', 'digiKam', 'acdsee', 'acdsee-rs', 'MicrosoftPhoto', 'MP', 'mediapro', 'expressionmedia', 'xmpDM', 'plus'],
]);

/** … and what stands there that programs note for themselves, or that says again what another tag says. */
const noted = new Set([
  ...['ApplicationRecordVersion', 'EnvelopeRecordVersion', 'CodedCharacterSet', 'OriginatingProgram', 'ProgramVersion'],
  ...[
    'DateCreated',
    'TimeCreated',
    'DigitalCreationDate',
    'DigitalCreationTime',
    'Format',
    'Date',
    'Type',
    'Identifier',
  ],
  ...['ColorMode', 'ICCProfileName', 'History', 'DocumentAncestors', 'TextLayers', 'LegacyIPTCDigest'],
  ...[
    'EmbeddedXMPDigest',
    'SidecarForExtension',
    'CreatorTool',
    'CreateDate',
    'ModifyDate',
    'MetadataDate',
    'Thumbnails',
  ],
  ...['DigitalImageGUID', 'DigitalSourceType', 'DateAcquired', 'RatingPercent', 'LastKeywordXMP', 'LastKeywordIPTC'],
  ...['ImageHistory', 'LensCorrectionSettings', 'ImageWidth', 'ImageHeight', 'Rating', 'OriginalTransmissionReference'],
  ...[
    'CameraSerialNumber',
    'LensModel',
    'LensManufacturer',
    'FlashManufacturer',
    'FlashModel',
    'WebStatement',
    'Marked',
  ],
]);

const handled = new Set([
  facesTag,
  ...[...Object.values<Field>(textFields), ...Object.values<Field>(listFields)].flatMap(tagsOf),
]);

/** Whether a tag holds what a person may have written, and nothing else here knows it. */
export function isFurther(tag: string): boolean {
  const [group = '', name = ''] = tag.split(':');
  return writtenGroups.has(group.replace(/^XMP-/, '')) && !noted.has(name) && !handled.has(tag);
}
