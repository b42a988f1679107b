import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates files against PDF/UA-1 with the veraPDF engine, one line for each rule that fails.
 *
 * The profile is read by hand: the engine's own reader needs JAXB, which Java has no longer.
 */
public class Check {
  private static final PDFAFlavour UA1 = PDFAFlavour.byFlavourId("ua1");
  private static final String PROFILE = "/org/verapdf/pdfa/validation/PDFUA-1.xml";

  public static void main(String[] files) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    ValidationProfile profile = profile();
    boolean sound = true;
    for (String file : files) {
      try (PDFAParser parser =
          Foundries.defaultInstance().createParser(new FileInputStream(file), UA1)) {
        ValidationResult result =
            Foundries.defaultInstance().createValidator(profile, false).validate(parser);
        sound &= result.isCompliant();
        Set<String> said = new TreeSet<>();
        for (TestAssertion one : result.getTestAssertions()) {
          if (one.getStatus() == TestAssertion.Status.FAILED) {
            said.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + ": "
                + one.getMessage());
          }
        }
        said.forEach(System.out::println);
        System.out.println("checks=" + result.getTotalAssertions());
      }
    }
    System.exit(sound ? 0 : 1);
  }

  private static ValidationProfile profile() throws Exception {
    Document document;
    try (InputStream xml = PDFAFlavour.class.getResourceAsStream(PROFILE)) {
      document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
    }
    Set<Rule> rules = new HashSet<>();
    for (Element rule : all(document.getElementsByTagName("rule"))) {
      Element id = all(rule.getElementsByTagName("id")).get(0);
      rules.add(Profiles.ruleFromValues(
          Profiles.ruleIdFromValues(UA1.getPart(), id.getAttribute("clause"),
              Integer.parseInt(id.getAttribute("testNumber"))),
          rule.getAttribute("object"),
          rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
          rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
          Profiles.errorFromValues(text(rule, "message"), new ArrayList<ErrorArgument>()),
          new ArrayList<>()));
    }
    Set<Variable> variables = new HashSet<>();
    for (Element one : all(document.getElementsByTagName("variable"))) {
      variables.add(Profiles.variableFromValues(one.getAttribute("name"),
          one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
    }
    ProfileDetails details =
        Profiles.profileDetailsFromValues("PDF/UA-1", "", "", new java.util.Date(0));
    return Profiles.profileFromValues(UA1, details, "", rules, variables);
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }

  private static List<Element> all(NodeList nodes) {
    List<Element> found = new ArrayList<>();
    for (int number = 0; number < nodes.getLength(); number++) {
      found.add((Element) nodes.item(number));
    }
    return found;
  }
}
