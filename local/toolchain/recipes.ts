import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";

/** How one tool is built: a Go module of this directory, and what is stamped into the binary. */
export interface Recipe {
    /** The tool's name: of its executable, and of its module's directory here unless that is given. */
    readonly name: string;
    /** The directory here that holds its go.mod, where several tools share one. */
    readonly module?: string;
    /** Build tags. Default: none. */
    readonly tags?: readonly string[];
    /** What it is, for the lines that a person reads. */
    readonly title: string;
    /** The package to build: `.`, or one of a module that go.mod requires. */
    readonly package: string;
    /** Go variables of the binary and the values they get, by full name. */
    readonly stamps: Readonly<Record<string, string>>;
}

/** The directory that holds the recipe's go.mod. */
export function moduleOf({ module, name }: Pick<Recipe, "name" | "module">): string {
    return join(__dirname, module ?? name);
}

/** The version of a Go module that a recipe's go.mod requires, such as `v1.34.4`: the one place that names versions. */
function required(recipe: string, module: string): string {
    const goMod = readFileSync(join(__dirname, recipe, "go.mod"), "utf8");
    const version = goMod.split("\n").map((line) => line.trim().split(" "));
    const found = version.find(([path]) => path === module)?.[1];
    if (found === undefined) {
        throw new Error(`${recipe}/go.mod does not require ${module}`);
    }
    return found;
}

/** The static program that holds a pod's namespaces. */
export function pause(): Recipe {
    return { name: "pause", title: "the pause program of the pods", package: ".", stamps: {} };
}

/** The Pulumi CLI. Without the stamp it takes itself for a development build and warns at every start. */
export function pulumi(): Recipe {
    const version = required("pulumi", "github.com/pulumi/pulumi/pkg/v3");
    return {
        name: "pulumi",
        title: `the Pulumi CLI ${version}`,
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": version },
    };
}

/**
 * All servers of the cluster, and kubectl. The stamps are those of Kubernetes' own release builds, except the commit,
 * which a module does not know; unstamped, the servers call themselves v0.0.0-master.
 */
export function node(): Recipe {
    const version = required("node", "k8s.io/kubernetes");
    const [major = "", minor = ""] = version.slice(1).split(".");
    const stamps = { gitVersion: version, gitMajor: major, gitMinor: minor, gitCommit: "" };
    return {
        name: "node",
        title: `etcd, CoreDNS and Kubernetes ${version} in one binary`,
        package: ".",
        stamps: Object.fromEntries(
            ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((path) =>
                Object.entries(stamps).map(([name, value]) => [`${path}.${name}`, value] as const),
            ),
        ),
    };
}

/** What makes certificates: the controllers of cert-manager. The stamp is how it calls itself to the API server. */
export function certManager(): Recipe {
    const version = required("cert-manager", "github.com/cert-manager/cert-manager");
    return {
        name: "cert-manager",
        title: `cert-manager ${version}`,
        package: ".",
        stamps: { "github.com/cert-manager/cert-manager/pkg/util.AppVersion": version },
    };
}

/** The language host of programs in YAML, which comes with an official CLI. */
export function yamlHost(): Recipe {
    const module = "github.com/pulumi/pulumi-yaml";
    const version = required("pulumi-yaml", module);
    return {
        name: "pulumi-language-yaml",
        module: "pulumi-yaml",
        title: `Pulumi's language host for YAML ${version}`,
        package: `${module}/cmd/pulumi-language-yaml`,
        stamps: { [`${module}/pkg/version.Version`]: version },
    };
}

/** What makes the package by which a program in Python has a Pulumi package: the generator of a language host that comes with an official CLI. */
export function pythonGenerator(): Recipe {
    const version = required("pulumi-gen-python", "github.com/pulumi/pulumi/pkg/v3");
    return {
        name: "pulumi-gen-python",
        title: `Pulumi's generator of packages for Python ${version}`,
        package: ".",
        stamps: {},
    };
}

/** What plays the kubelet of nodes that are not there: pods on them become ready, and Jobs end. */
export function kwok(): Recipe {
    const module = "sigs.k8s.io/kwok";
    const version = required("kwok", module);
    return {
        name: "kwok",
        title: `kwok ${version}`,
        package: `${module}/cmd/kwok`,
        stamps: { [`${module}/pkg/consts.Version`]: version },
    };
}

/** What grades manifests by rules of its own. */
export function kubeScore(): Recipe {
    return grader("kube-score", "github.com/zegl/kube-score");
}

/** What holds manifests to schemas. */
export function kubeconform(): Recipe {
    return grader("kubeconform", "github.com/yannh/kubeconform");
}

/** What finds mistakes in workflows of GitHub Actions. */
export function actionlint(): Recipe {
    return grader("actionlint", "github.com/rhysd/actionlint");
}

/** What tests the rules of alerts. */
export function promtool(): Recipe {
    return ofPrometheus("promtool", []);
}

/** What scrapes the pods of the cluster. Of the ways to find them it has that of Kubernetes only: the others are most of its code. */
export function prometheus(): Recipe {
    return ofPrometheus("prometheus", ["enable_kubernetes_sd"]);
}

function ofPrometheus(name: string, tags: readonly string[]): Recipe {
    const module = "github.com/prometheus/prometheus";
    return {
        name,
        module: "prometheus",
        title: `${name} ${required("prometheus", module)}`,
        package: `${module}/cmd/${name}`,
        tags: ["remove_all_sd", ...tags],
        stamps: {},
    };
}

function grader(name: string, module: string): Recipe {
    return { name, title: `${name} ${required(name, module)}`, package: `${module}/cmd/${name}`, stamps: {} };
}

/** The arguments of `go build` and `go list` that decide what is built. */
export function buildFlags({ stamps, tags = [] }: Recipe): string[] {
    const linker = ["-s", "-w", ...Object.entries(stamps).map(([name, value]) => `-X ${name}=${value}`)];
    return [
        "-buildvcs=false",
        "-trimpath",
        `-ldflags=${linker.join(" ")}`,
        ...(tags.length > 0 ? [`-tags=${tags.join(",")}`] : []),
    ];
}

/**
 * The environment that every `go` of a recipe runs in.
 * No cgo: the binaries are static, and a machine without a C compiler builds the same ones. No flags of the user's own:
 * they would change what is built behind the fingerprint's back.
 */
export function goEnvironment(): NodeJS.ProcessEnv {
    return {
        ...process.env,
        CGO_ENABLED: "0",
        GOFLAGS: "-mod=readonly",
        GOWORK: "off",
    };
}

/** Where the recipe's tool is once it is built: a directory named after everything that decides what it is. */
export function placeOf(recipe: Recipe, goVersion: string): { directory: string; executable: string } {
    const hash = createHash("sha256").update(JSON.stringify([goVersion, process.arch, recipe.package]));
    hash.update(JSON.stringify(buildFlags(recipe)));
    const sources = readdirSync(moduleOf(recipe), { recursive: true, withFileTypes: true });
    for (const path of sources
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()) {
        hash.update(`${path.slice(__dirname.length)}\n`).update(readFileSync(path));
    }
    const directory = join(paths.tools, `${recipe.name}-${hash.digest("hex").slice(0, 16)}`);
    return { directory, executable: join(directory, recipe.name) };
}
