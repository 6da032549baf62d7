// The peer of `evidence read` on a large plan: simdjson's on-demand parser, which reads the file by itself and counts what
// the planned changes do. Prints a JSON object of actions and how often each stands in the plan.
//
//   c++ -O3 -std=c++17 plan-counts.cpp -lsimdjson -o plan-counts; ./plan-counts plan.json
#include <simdjson.h>

#include <cstdio>
#include <map>
#include <string>

int main(int argc, char **argv) {
  if (argc != 2) return 64;
  try {
    simdjson::ondemand::parser parser;
    simdjson::padded_string json = simdjson::padded_string::load(argv[1]);
    simdjson::ondemand::document document = parser.iterate(json);
    std::map<std::string, long> counts;
    long long bytes = 0;
    for (auto resource : document["resource_changes"].get_array()) {
      auto object = resource.get_object();
      std::string actions;
      // In the order in which Terraform writes them, so that on-demand never goes back.
      bytes += std::string_view(object["address"]).size();
      bytes += std::string_view(object["type"]).size();
      for (auto action : object["change"]["actions"].get_array()) {
        if (!actions.empty()) actions += '/';
        actions += std::string_view(action);
      }
      ++counts[actions];
    }
    const char *separator = "{";
    for (const auto &[actions, count] : counts) {
      std::printf("%s\"%s\": %ld", separator, actions.c_str(), count);
      separator = ", ";
    }
    std::printf("}\n");
    return bytes > 0 ? 0 : 65;
  } catch (const simdjson::simdjson_error &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 65;
  }
}
