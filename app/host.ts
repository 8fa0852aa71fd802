/** What a shell offers the core beyond plain Node. A shell leaves out what it has not. */
export interface Host {
  /** Opens the system's folder dialog; null when the person closed it. */
  pickFolder?: () => Promise<string | null>;
  /** Shows a file in the system's file manager. @throws PersonError when that fails. */
  showInFolder?: (path: string) => Promise<void>;
  /** Opens a file in the program for its kind. @throws PersonError when that fails. */
  openFile?: (path: string) => Promise<void>;
}
