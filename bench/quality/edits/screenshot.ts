/** A phone's screenshot of an app that shows the photo: the photo is a part of a tall picture full of other things. */
import sharp, { type Sharp } from 'sharp';
import { fromPicture, type Picture } from '../../../app/images/decode.ts';
import type { Chance } from '../../random.ts';
import { pixelEdit, type Edit } from './edit.ts';

const light = { ground: '#ffffff', ink: '#1a1a1a', faint: '#c8c8cc', bar: '#f4f4f6' };
const dark = { ground: '#000000', ink: '#f2f2f2', faint: '#48484c', bar: '#1c1c1e' };
const accents = ['#e0245e', '#1da1f2', '#34a853', '#8a3ab9', '#ff9500'] as const;

/** A portrait phone's screen: 9 to 19. */
const tallness = 19 / 9;

export const screenshot: Edit = pixelEdit('screenshot', 'cropped', async (photo, chance) => {
  const screen = layout(photo, chance);
  const shown = await fromPicture(photo)
    .resize({ ...screen.photo, fit: 'fill' })
    .png()
    .toBuffer();
  return drawn(screen, chance).composite([{ input: shown, left: screen.left, top: screen.top }]);
});

interface Screen {
  width: number;
  height: number;
  /** Heights of the status bar and of the app's own header below it. */
  status: number;
  header: number;
  photo: { width: number; height: number };
  left: number;
  top: number;
}

/** As wide as the photo, so that it is not enlarged; smaller where it is too tall, or where the app leaves a margin. */
function layout({ width, height }: Picture, chance: Chance): Screen {
  const screen = { width, height: Math.round(width * tallness) };
  const status = Math.round(screen.height * chance.between(0.03, 0.045));
  const header = chance.isLucky(0.8) ? Math.round(screen.height * chance.between(0.06, 0.09)) : 0;
  const margin = chance.isLucky(0.3) ? Math.round(width * chance.between(0.03, 0.06)) : 0;
  const room = screen.height * 0.97 - status - header;
  const factor = Math.min((width - 2 * margin) / width, room / height);
  const photo = { width: Math.round(width * factor), height: Math.floor(height * factor) };
  // Right below the header, or in the middle of the screen as viewers show it.
  const spare = screen.height - status - header - photo.height;
  const top = status + header + Math.round(spare * chance.pick([0, 0.1, 0.45]));
  return { ...screen, status, header, photo, left: Math.round((width - photo.width) / 2), top };
}

function drawn(screen: Screen, chance: Chance): Sharp {
  const colours = chance.isLucky() ? light : dark;
  const parts = [
    rectangle(0, 0, screen.width, screen.height, colours.ground),
    ...statusBar(screen, colours.ink, chance),
    ...appHeader(screen, colours, chance),
    ...belowPhoto(screen, colours, chance),
  ];
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${screen.width}" height="${screen.height}">${parts.join('')}</svg>`;
  return sharp(Buffer.from(drawing));
}

/** The time, and what stands for signal and battery. */
function statusBar({ width, status }: Screen, ink: string, chance: Chance): string[] {
  const clock = `${chance.below(24)}:${String(chance.below(60)).padStart(2, '0')}`;
  const letters = status * 0.6;
  const middle = status / 2 - letters / 4;
  return [
    text(width * 0.06, status * 0.72, letters, ink, clock),
    rectangle(width * 0.72, middle, letters, letters / 2, ink),
    rectangle(width * 0.8, middle, letters, letters / 2, ink),
    rectangle(width * 0.88, middle, letters * 1.4, letters / 2, ink),
  ];
}

/** A round portrait, a name and a faint line under it. */
function appHeader({ width, status, header }: Screen, colours: typeof light, chance: Chance): string[] {
  if (header === 0) return [];
  const name = chance.pick(['anna.k', 'Family chat', 'mountain_days', 'Photos', 'J. Weber']);
  return [
    rectangle(0, status, width, header, colours.bar),
    circle(width * 0.09, status + header / 2, header * 0.34, chance.pick(accents)),
    text(width * 0.18, status + header * 0.5, header * 0.32, colours.ink, name),
    rectangle(width * 0.18, status + header * 0.64, width * chance.between(0.15, 0.4), header * 0.12, colours.faint),
  ];
}

/** A row of buttons, lines of a caption, and the bar at the foot, as far as there is room. */
function belowPhoto(screen: Screen, colours: typeof light, chance: Chance): string[] {
  const { width, height, top, photo } = screen;
  const size = width * 0.05;
  let y = top + photo.height + size * 0.8;
  const parts = [0, 1, 2].map((at) =>
    circle(width * (0.08 + at * 0.13), y + size / 2, size / 2, at === 0 ? chance.pick(accents) : colours.faint),
  );
  y += size * 1.8;
  const lines = 1 + chance.below(6);
  for (let line = 0; line < lines && y < height * 0.9; line++, y += size * 1.1)
    parts.push(
      rectangle(
        width * 0.05,
        y,
        width * chance.between(0.3, 0.9),
        size * 0.5,
        line === 0 ? colours.ink : colours.faint,
      ),
    );
  if (chance.isLucky(0.6)) parts.push(rectangle(0, height * 0.95, width, height * 0.05, colours.bar));
  parts.push(rectangle(width * 0.33, height * 0.985, width * 0.34, height * 0.005, colours.ink));
  return parts;
}

function rectangle(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
}

function circle(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
}

function text(x: number, y: number, size: number, fill: string, words: string): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-family="sans-serif" fill="${fill}">${words}</text>`;
}
