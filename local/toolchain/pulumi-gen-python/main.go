// Command pulumi-gen-python writes the package by which a program in Python has a Pulumi package: what `pulumi package add` and `pulumi install`
// have Pulumi's language host for Python do (GeneratePackage), by the same generator. The host itself is in a module that is not published.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pulumi-gen-python SCHEMA_JSON DIRECTORY")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintf(os.Stderr, "pulumi-gen-python: %v\n", err)
		os.Exit(1)
	}
}

// generate writes the package of a schema into a directory, beside what is there.
func generate(schemaFile, directory string) error {
	pkg, err := bound(schemaFile)
	if err != nil {
		return err
	}
	// Files say by whom they were made: the generator is the host's.
	files, err := python.GeneratePackage("pulumi-language-python", pkg, nil, nil)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(directory, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// bound reads a schema and checks it. There is no loader: a schema that names types of other packages is refused.
func bound(schemaFile string) (*schema.Package, error) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", schemaFile, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, nil, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	// As `pulumi package add` does for every package (pkg/v3 cmd/pulumi/packages, InstallPackage).
	pkg.SupportPack = true
	return pkg, nil
}
