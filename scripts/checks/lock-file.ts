/** What is read of package-lock.json, version 3. */
export interface LockFile {
  packages: Record<string, LockEntry>;
}

interface LockEntry {
  version?: string;
  link?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

export interface Gap {
  /** Where the entry belongs, such as `node_modules/@turbo/darwin-64`. */
  place: string;
  name: string;
  version: string;
  /** The entry that depends on it. */
  parent: string;
}

/**
 * The builds of a package for other platforms that the lock file does not name. npm leaves out those that the
 * registry of the day does not offer; `npm ci` then fails everywhere.
 */
export function gaps(lock: LockFile): Gap[] {
  const found = new Map<string, Gap>();
  for (const [parent, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = lookupPlaces(parent, name);
      if (places.some((place) => lock.packages[place]?.version === version) || !/^\d/.test(version)) continue;
      const taken = places.some((place) => place in lock.packages);
      const place = taken ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      if (!(place in lock.packages)) found.set(place, { place, name, version, parent });
    }
  }
  return [...found.values()];
}

/** Where Node looks for a package from inside another one, nearest first. */
function lookupPlaces(parent: string, name: string): string[] {
  const places = [`${parent}/node_modules/${name}`];
  for (
    let at = parent.lastIndexOf("/node_modules/");
    at > 0;
    at = parent.lastIndexOf("/node_modules/", at - 1)
  ) {
    places.push(`${parent.slice(0, at)}/node_modules/${name}`);
  }
  return [...places, `node_modules/${name}`];
}

const systems: Record<string, string> = { windows: "win32" };
const knownSystems = /^(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|windows)$/;
const processors: Record<string, string> = { "64": "x64" };
const knownProcessors = /^(arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64|64)$/;

/**
 * The lock file with an entry for every gap. The version is the one that its parent pins; for which machines it is,
 * its name tells. What npm cannot tell us here is its checksum, so there is none.
 *
 * @throws Error when a name does not tell for which platform the package is
 */
export function filled(lock: LockFile): LockFile {
  const packages = { ...lock.packages };
  for (const { place, name, version, parent } of gaps(lock)) {
    const { dev, devOptional } = lock.packages[parent] ?? {};
    const { cpu, libc, os } = platformOf(name);
    // In the order in which npm writes the fields, so that its next change of the file shows no others.
    packages[place] = {
      version,
      cpu,
      ...(dev && { dev }),
      ...(devOptional && { devOptional }),
      ...(libc && { libc }),
      optional: true,
      os,
    };
  }
  const sorted = Object.keys(packages).sort((a, b) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(sorted.map((key) => [key, packages[key] as LockEntry])) };
}

function platformOf(name: string): { cpu: string[]; libc?: string[]; os: string[] } {
  const words = name.split(/[/-]/);
  const os = words.find((word) => knownSystems.test(word));
  const cpu = words.find((word) => knownProcessors.test(word));
  if (os === undefined || cpu === undefined) {
    throw new Error(`${name} does not tell its platform. Add its entry to package-lock.json by hand.`);
  }
  const libc = words.includes("musl")
    ? "musl"
    : words.includes("gnu") && os === "linux"
      ? "glibc"
      : undefined;
  return {
    cpu: [processors[cpu] ?? cpu],
    os: [systems[os] ?? os],
    ...(libc && { libc: [libc] }),
  };
}
