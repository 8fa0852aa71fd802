/** What a shell offers the core beyond plain Node. A shell without a folder dialog leaves `pickFolder` out. */
export interface Host {
  /** Opens the system's folder dialog; null when the person closed it. */
  pickFolder?: () => Promise<string | null>;
}
